/** Makes a share link and hands it to the reader: copied where that is allowed, shown else. */

/** @param {import("../grappe-lab.js").GrappeLab} lab */
export async function share(lab) {
  const { time } = lab.words;
  try {
    const { url } = await lab.ask({ type: "share" });
    const link = new URL(url, location.href).href;
    lab.notify(await copied(link, time));
  } catch (error) {
    lab.fail(error);
  }
}

async function copied(link, words) {
  try {
    await navigator.clipboard.writeText(link);
    return words.shared;
  } catch {
    return `${words.sharedPlain} ${link}`;
  }
}
