/** The pages begin here. */
import { render } from 'preact';
import './app/keyboard.js';
import { App } from './app/app.js';

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
