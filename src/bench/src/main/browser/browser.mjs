// A headless Chromium in which somebody is signed in.

const VIEWPORT = { width: 1440, height: 900 };

/** Quiet flags only: nothing that changes how fast pages are drawn. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export async function browserOf(chromium, url, person) {
  const program = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  const entrance = await program.newContext();
  const answer = await entrance.request.post(`${url}/api/auth/login`, { data: person, headers: { origin: url } });
  if (!answer.ok()) {
    throw new Error(`signing in was answered by ${answer.status()}`);
  }
  const cookies = await entrance.cookies();
  await entrance.close();

  return {
    url,
    version: () => program.version(),
    close: () => program.close(),
    /** A page with nothing cached, and the protocol of the tools for it. */
    async page({ slower = 1, signedIn = true } = {}) {
      const context = await program.newContext({ viewport: VIEWPORT });
      if (signedIn) {
        await context.addCookies(cookies);
      }
      const page = await context.newPage();
      const complaints = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      const tools = await context.newCDPSession(page);
      if (slower > 1) {
        await tools.send('Emulation.setCPUThrottlingRate', { rate: slower });
      }
      return { page, tools, complaints, close: () => context.close() };
    },
  };
}

/** The middle one, to a tenth. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : tenth(sorted[Math.floor(sorted.length / 2)]);
}

/** What a share of them does not exceed. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : tenth(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]);
}

export const tenth = (value) => Math.round(value * 10) / 10;
