// Writes THIRD-PARTY-NOTICES.md anew from what the build resolves and from webroot/vendor/VENDOR.json:
//
//   mvn -Psbom -DskipTests package && node scripts/notices.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const jars = new Set(readFileSync('src/console/target/runtime-class-path', 'utf8').split(':').map((file) => basename(file)));
const libraries = JSON.parse(readFileSync('src/console/target/sbom.json', 'utf8')).components
  .filter((part) => part.group !== 'dev.governance' && jars.has(`${part.name}-${part.version}.jar`))
  .map((part) => [`${part.group}:${part.name}`, part.version, licences(part)])
  .sort();
const files = new Map(JSON.parse(readFileSync('webroot/vendor/VENDOR.json', 'utf8'))
  .map((file) => [file.package, [file.package, file.version, file.licence]]));

function licences(part) {
  return part.licenses.map(({ license, expression }) => expression ?? license.id ?? license.name).join(' or ');
}

function table(rows) {
  return ['| what | version | licence |', '|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}

writeFileSync('THIRD-PARTY-NOTICES.md', `# Third-party notices

What others wrote and Governance Console carries. \`node scripts/notices.mjs\` writes this page, and a test holds it to what the
build resolves. Notices that libraries ship are gathered in the jar's \`META-INF/NOTICE\`; licences of the dashboard's files lie
beside them in \`webroot/vendor\` and \`webroot/fonts\`. A bill of materials in CycloneDX's format is made by
\`mvn -Psbom -DskipTests package\`, as \`src/console/target/sbom.json\`.

## In the jar

${table(libraries)}

The two archives of embedded PostgreSQL hold PostgreSQL itself (PostgreSQL Licence) with the libraries that its binaries need;
they are used only where no database is named.

## In the dashboard

${table([...files.values()].sort())}
`);
