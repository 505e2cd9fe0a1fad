package dev.governance.sdk.errors;

/** The price list does not have the model; add it with {@code PriceList.with}. */
public final class UnknownModelException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final String model;

    public UnknownModelException(String model) {
        super("there is no price for model " + model + "; add one with PriceList.with");
        this.model = model;
    }

    public String model() {
        return model;
    }
}
