package dev.governance.bench.append;

/** What the log's table has around it. */
enum Schema {
    /** As the Python package's own {@code governance migrate} makes it: what appending cost before there was a console. */
    PYTHON("python"),
    /** Everything of ours. */
    CONSOLE("console"),
    /** Everything of ours but the doorbell. */
    SILENT("console_without_doorbell"),
    /** Everything of ours but the indexes that only the console needs. */
    NARROW("console_without_indexes"),
    /** As the package makes it, with the NOTIFY for each row that its own console installed. */
    ROW_NOTIFY("row_notify");

    private final String text;

    Schema(String text) {
        this.text = text;
    }

    /** Whether it is measured in every way, not only where the difference is largest. */
    boolean isMain() {
        return this == PYTHON || this == CONSOLE || this == SILENT;
    }

    @Override
    public String toString() {
        return text;
    }
}
