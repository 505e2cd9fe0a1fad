/** LangChain4j's chat models, guarded by decoration. Needs {@code dev.langchain4j:langchain4j-core}, which is the host's. */
@NullMarked
package dev.governance.sdk.langchain4j;

import org.jspecify.annotations.NullMarked;
