/**
 * Evidence and a reason, as disputes, appeals and takedowns carry them. Only the SHA-256 of the evidence leaves the page: of a file's
 * bytes, or of a text in UTF-8. Whoever gives it keeps the original and shows it to who rules, who can compare the hash.
 */
import { useState } from 'preact/hooks';
import { sha256 } from './documents.js';

/** A file is hashed in memory. */
const FILE_BYTES_MAX = 268_435_456;
/** Bytes a reason may have in the journal. */
const REASON_BYTES_MAX = 256;

export interface Evidence {
  readonly text: string;
  readonly file: File | undefined;
  readonly isGiven: boolean;
  setText(text: string): void;
  setFile(file: File | undefined): void;
  /** SHA-256 of what was given, hex. Fails where the file is too large. */
  hash(): Promise<string>;
}

export function useEvidence(): Evidence {
  const [text, setText] = useState('');
  const [file, setFile] = useState<File | undefined>(undefined);
  return {
    ...{ text, file, setText, setFile },
    isGiven: file !== undefined || text.trim() !== '',
    hash: async () => {
      if (file === undefined) return await sha256(text);
      if (file.size > FILE_BYTES_MAX) {
        throw new Error('The file is larger than 256 MiB: give a text with its SHA-256 instead.');
      }
      return await sha256(await file.arrayBuffer());
    },
  };
}

export function EvidenceFields({ evidence }: { readonly evidence: Evidence }) {
  const { text, file, setText, setFile } = evidence;
  return (
    <>
      <label>
        Evidence in words, journaled by its hash
        <textarea
          class="field"
          rows={2}
          value={text}
          disabled={file !== undefined}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label>
        Or a file, of which only the hash leaves this page
        <input
          type="file"
          class="field"
          onChange={(event) => setFile(event.currentTarget.files?.[0])}
        />
      </label>
    </>
  );
}

interface FormProps {
  /** What is done with it: the words of the button. */
  readonly text: string;
  readonly about: string;
  readonly isBusy: boolean;
  /** What is sent; the hash is made when it is. */
  readonly give: (reason: string, hash: () => Promise<string>) => void;
}

/** A button that asks for evidence and a reason before anything is sent. */
export function EvidenceForm({ text, about, isBusy, give }: FormProps) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const evidence = useEvidence();
  if (!isOpen) {
    return (
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {text}
      </button>
    );
  }
  const isLong = new TextEncoder().encode(reason).length > REASON_BYTES_MAX;
  const isReady = evidence.isGiven && reason.trim() !== '' && !isLong && !isBusy;
  return (
    <form
      class="form"
      aria-label={about}
      data-evidence-form
      onSubmit={(event) => {
        event.preventDefault();
        give(reason, evidence.hash);
      }}
    >
      <label>
        Reason
        <input
          class="field"
          maxLength={REASON_BYTES_MAX}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      {isLong && <p class="warn">At most {REASON_BYTES_MAX} bytes.</p>}
      <EvidenceFields evidence={evidence} />
      <p class="ends">
        <button type="submit" class="button main" disabled={!isReady}>
          {text}
        </button>
        <button type="button" class="button" onClick={() => setOpen(false)}>
          Leave it
        </button>
      </p>
    </form>
  );
}
