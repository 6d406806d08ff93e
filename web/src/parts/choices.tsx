/** A few choices of which one holds. */
interface Props<T extends string> {
  readonly label: string;
  readonly choices: readonly (readonly [value: T, text: string])[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function Choices<T extends string>({ label, choices, value, onChange }: Props<T>) {
  return (
    <fieldset class="choices" aria-label={label}>
      {choices.map(([one, text]) => (
        <button
          key={one}
          type="button"
          class="choice"
          aria-pressed={one === value}
          onClick={() => onChange(one)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
