package dev.governance.console.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What nodes of a test prove themselves by, and where they listen. */
public final class NodeFiles {
    private final Path certificate;
    private final Path key;

    /** Makes a certificate that every holder of these files trusts, and nobody else's. */
    public NodeFiles(Path folder, String name) {
        SelfSigned pair = new SelfSigned(folder, name, "EC");
        certificate = folder.resolve(name + ".crt");
        key = folder.resolve(name + ".key");
        try {
            SelfSigned.put(certificate, pair.certificate());
            SelfSigned.put(key, pair.key());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The keys of a node's cluster.
     *
     * @param port its own
     * @param members of the others and its own
     */
    public Map<String, String> options(int port, int... members) {
        Map<String, String> options = plain(port, members);
        options.put("cluster.tls.cert", certificate.toString());
        options.put("cluster.tls.key", key.toString());
        options.put("cluster.tls.ca", certificate.toString());
        return options;
    }

    /** The same of a node without a certificate. */
    public static Map<String, String> plain(int port, int... members) {
        StringBuilder list = new StringBuilder();
        for (int member : members) {
            list.append("127.0.0.1:").append(member).append(',');
        }
        Map<String, String> options = new LinkedHashMap<>();
        options.put("cluster.on", "true");
        options.put("cluster.port", Integer.toString(port));
        options.put("cluster.bus_port", Integer.toString(Ports.free()));
        options.put("cluster.members", list.toString());
        return options;
    }
}
