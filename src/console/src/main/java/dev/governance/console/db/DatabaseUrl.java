package dev.governance.console.db;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is and as whom to go there. Its text never shows the password.
 *
 * @param parameters further settings of the URL, as {@code sslmode}
 */
public record DatabaseUrl(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {
    private static final int STANDARD_PORT = 5432;
    private static final int CONNECT_SECONDS = 10;

    /** The schemes that Python tools write for the same thing. */
    private static final Pattern SCHEME =
            Pattern.compile("^(?:jdbc:)?postgres(?:ql)?(?:\\+[a-z0-9_]+)?://", Pattern.CASE_INSENSITIVE);

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads {@code postgresql://user:password@host:port/database?sslmode=require}, also with the schemes of Python
     * drivers and of JDBC.
     *
     * @throws DatabaseProblem when it is no such URL; the message does not repeat it, for it may hold a password
     */
    public static DatabaseUrl parse(String text) {
        String trimmed = text.strip();
        if (!SCHEME.matcher(trimmed).find()) {
            throw malformed("it must begin with postgresql://", null);
        }
        try {
            return of(URI.create(SCHEME.matcher(trimmed).replaceFirst("postgresql://")));
        } catch (IllegalArgumentException e) {
            throw malformed("percent-encode special characters in user name and password", e);
        }
    }

    private static DatabaseUrl of(URI uri) {
        if (uri.getHost() == null) {
            throw malformed("the host is missing", null);
        }
        Map<String, String> parameters = parameters(uri.getRawQuery());
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        String login = uri.getRawUserInfo();
        if (login != null) {
            int colon = login.indexOf(':');
            user = decoded(colon < 0 ? login : login.substring(0, colon));
            password = colon < 0 ? password : decoded(login.substring(colon + 1));
        }
        String path = uri.getRawPath();
        String database = path == null || path.length() < 2 ? "" : decoded(path.substring(1));
        if (database.isEmpty()) {
            throw malformed("the database's name is missing after the host", null);
        }
        return new DatabaseUrl(
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? STANDARD_PORT : uri.getPort(),
                database,
                user == null ? "postgres" : user,
                password == null ? "" : password,
                parameters);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static DatabaseProblem malformed(String what, @Nullable Throwable cause) {
        return new DatabaseProblem(
                "the database URL cannot be read: " + what
                        + ". The form is postgresql://user:password@host:5432/database",
                cause);
    }

    /**
     * Opens a JDBC connection; blocks.
     *
     * @throws DatabaseProblem when that fails; the message says why and what to do
     */
    public Connection connect() {
        return connect(properties());
    }

    /** The same for reading millions of rows. */
    Connection connectWide() {
        Properties properties = properties();
        properties.setProperty("socketFactory", WideSockets.class.getName());
        properties.setProperty("tcpKeepAlive", "true"); // it may wait long for the first row
        return connect(properties);
    }

    private Connection connect(Properties properties) {
        try {
            return DriverManager.getConnection(jdbcUrl(), properties);
        } catch (SQLException e) {
            throw ConnectProblem.explained(this, e);
        }
    }

    /** The JDBC URL without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + place() + "/" + encoded(database);
    }

    private String place() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** User, password and further settings for JDBC. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.putAll(parameters);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "governance-console");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        return properties;
    }

    /** The same place for the event loop's client. */
    public PgConnectOptions pgOptions() {
        PgConnectOptions place = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setCachePreparedStatements(true)
                .addProperty("application_name", "governance-console");
        Encryption.apply(parameters, place);
        String options = parameters.get("options"); // settings of the session, as a search_path
        return options == null ? place : place.addProperty("options", options);
    }

    /** The whole URL with the password, for other programs; never for a log. */
    public String withPassword() {
        return "postgresql://" + encoded(user) + ":" + encoded(password) + "@" + place() + "/" + encoded(database);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + place() + "/" + database;
    }
}
