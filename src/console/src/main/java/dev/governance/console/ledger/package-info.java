@NullMarked
package dev.governance.console.ledger;

import org.jspecify.annotations.NullMarked;
