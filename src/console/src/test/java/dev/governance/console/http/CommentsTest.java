package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommentsTest {
    @Test
    void linesThatOnlyPeopleReadAreLeftOut() {
        assertThat(Comments.outOfScript(
                        "// @ts-check\n  // why\nlet a = 1;\n/** one line */\n/**\n * more\n */\nlet b;\n"))
                .isEqualTo("let a = 1;\nlet b;\n");
        assertThat(Comments.outOfSheet("/* what */\na {\n  /*\n   why */\n  color: red;\n}\n"))
                .isEqualTo("a {\n  color: red;\n}\n");
    }

    @Test
    void whatStandsBesideCodeStays() {
        String script =
                "let a = 1; // why\n/** @type {A} */ (a);\n/**\n * more\n */ a();\nlet url = 'https://a/';\n/* never ended\n";
        String sheet = "a {\n  color: red; /* why */\n  //color: blue;\n  /* two */ /* of them */\n}\n";

        assertThat(Comments.outOfScript(script)).isEqualTo(script);
        assertThat(Comments.outOfSheet(sheet)).isEqualTo(sheet);
    }

    @Test
    void aBlockEndsWhereItsFirstEndStands() {
        assertThat(Comments.outOfScript("/** a */\nb();\n/** c */\n")).isEqualTo("b();\n");
        assertThat(Comments.outOfScript("/*/\nstill\n*/\nb();\n")).isEqualTo("b();\n");
    }
}
