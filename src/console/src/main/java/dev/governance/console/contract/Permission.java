package dev.governance.console.contract;

/** What a route or a control asks for. */
public enum Permission {
    READ("read"),
    VERIFY("verify"),
    DECIDE_APPROVALS("approvals.decide"),
    HALT("agents.halt"),
    EDIT_POLICIES("policies.edit"),
    MANAGE_USERS("users.manage"),
    SEE_DELIVERIES("alerts.deliveries"),
    ROTATE_KEYS("keys.rotate");

    private final String code;

    Permission(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
