/** What lies in {@code deploy/} and in the documents for operators, held against the code. */
@org.jspecify.annotations.NullMarked
package dev.governance.console.deploy;
