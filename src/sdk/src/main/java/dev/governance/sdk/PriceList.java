package dev.governance.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.governance.sdk.errors.UnknownModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What models cost. A model is priced by the longest listed name that its own begins with; any other is refused. */
public final class PriceList {
    private static final String RESOURCE = "prices.json";
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private record Price(BigDecimal input, BigDecimal output) {}

    private final Map<String, Price> prices;

    private PriceList(Map<String, Price> prices) {
        this.prices = Map.copyOf(prices);
    }

    /** The prices that come with the SDK. Providers change theirs: check the models you use. */
    public static PriceList standard() {
        Map<String, Price> prices = new HashMap<>();
        try (InputStream file = Objects.requireNonNull(PriceList.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            JsonNode models = new JsonMapper().readTree(file).path("usd_per_million_tokens");
            models.properties().forEach(model -> prices.put(model.getKey(), price(model.getValue())));
        } catch (IOException e) {
            throw new UncheckedIOException("not readable: " + RESOURCE, e);
        }
        return new PriceList(prices);
    }

    private static Price price(JsonNode price) {
        return new Price(
                new BigDecimal(price.path("input").asText()),
                new BigDecimal(price.path("output").asText()));
    }

    /** A copy with one price more or another one, in dollars for a million tokens. */
    public PriceList with(String model, BigDecimal usdPerMillionInput, BigDecimal usdPerMillionOutput) {
        if (usdPerMillionInput.signum() < 0 || usdPerMillionOutput.signum() < 0) {
            throw new IllegalArgumentException("prices are not below zero");
        }
        Map<String, Price> more = new HashMap<>(prices);
        more.put(model, new Price(usdPerMillionInput, usdPerMillionOutput));
        return new PriceList(more);
    }

    /**
     * What a call costs, in dollars, exact.
     *
     * @throws UnknownModelException when no listed name fits
     */
    public BigDecimal usd(String model, long inputTokens, long outputTokens) {
        Price price = prices.keySet().stream()
                .filter(model::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(prices::get)
                .orElseThrow(() -> new UnknownModelException(model));
        return price.input
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(price.output.multiply(BigDecimal.valueOf(outputTokens)))
                .divide(MILLION); // a division by a power of ten ends
    }

    Usage usage(String agentId, UUID sessionId, String model, long inputTokens, long outputTokens) {
        return new Usage(
                agentId,
                sessionId,
                usd(model, inputTokens, outputTokens),
                Math.addExact(inputTokens, outputTokens),
                model);
    }
}
