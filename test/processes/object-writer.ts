/**
 * Writes an upload that the test kills: begins or resumes it, prints `id`, then the durable offset after every append, and
 * `done ADDRESS` at the end. Content is a function of position, so that whoever reads it can check every byte.
 *
 * `node object-writer.js DIRECTORY KEYS TOTAL PIECE [ID]`
 */
import { DirectoryStore } from '../../src/objects/index.js';
import { contentAt } from '../objects/content.js';

const [directory = '', keysDirectory = '', total = '', piece = '', id] = process.argv.slice(2);
const store = new DirectoryStore({ directory, keysDirectory });
const upload = id === undefined ? await store.beginUpload('5') : await store.resumeUpload(id);
console.log(`id ${upload.id}`);
while (upload.offsetBytes < Number(total)) {
  const from = upload.offsetBytes;
  const to = Math.min(Number(total), from + Number(piece));
  async function* bytes() {
    yield contentAt(from, to);
  }
  await upload.append(bytes());
  console.log(`offset ${upload.offsetBytes}`);
}
const { address } = await upload.finish();
console.log(`done ${address}`);
