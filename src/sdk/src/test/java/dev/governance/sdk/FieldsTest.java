package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void escapesNeverMakeATextLongerThanItsColumn() {
        assertThat(Fields.clean("\\".repeat(128), 128)).isEqualTo("\\".repeat(128));
        assertThat(Fields.clean("a\n".repeat(100), 128))
                .hasSizeBetween(120, 128)
                .doesNotContain("\n");
        assertThat(Fields.clean("\uD83D\uDE00".repeat(200), 128).codePointCount(0, 256))
                .isEqualTo(128);
    }

    @Test
    void textIsComposedCutAndRidOfControls() {
        assertThat(Fields.clean("cafe\u0301\t\u0007\u007F", 128)).isEqualTo("caf\u00e9\\t");
        assertThat(Fields.clean("e\u0301".repeat(128), 128))
                .as("composed before it is cut")
                .isEqualTo("\u00e9".repeat(128));
        assertThat(Fields.clean("\\\n", 128))
                .as("a backslash is escaped before a line break")
                .isEqualTo("\\\\\\n");
    }

    @Test
    void namesAreTakenAsTheyAreOrNotAtAll() {
        assertThat(Fields.name("a tool", " refund\n", 256)).isEqualTo(" refund\n");
        assertThatThrownBy(() -> Fields.name("a tool", " \t", 256)).hasMessage("a tool needs 1 to 256 characters");
        assertThatThrownBy(() -> Fields.name("a tool", "x".repeat(257), 256))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fields.name("a tool", "re\0fund", 256)).hasMessageContaining("does not store");
    }

    @Test
    void metadataHasAtMost64Members() {
        Map<String, Object> members = new HashMap<>();
        for (int i = 0; i < 65; i++) {
            members.put("m" + i, i);
        }

        assertThatThrownBy(() -> Fields.metadata(members)).isInstanceOf(IllegalArgumentException.class);
        members.remove("m0");
        assertThat(Fields.metadata(members)).contains("\"m64\":64");
    }
}
