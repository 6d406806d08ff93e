/** The first lines of every file that is made of the declarations. */
export const HEADER = `/** Made of proto/patx/v1/commands.proto by scripts/commands.mjs with every build; not to be edited, and not committed. */
`;
