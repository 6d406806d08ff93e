/** The pages begin here. */
import { render } from 'preact';
import './app/keyboard.js';
import { resume } from './account/session.js';
import { App } from './app/app.js';

void resume();
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
