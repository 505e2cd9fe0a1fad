-- Damage to the marks themselves that was told last; null while they are sound.
alter table governance_console.sweep add column marks_told text;
