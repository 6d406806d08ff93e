/** The door of mail: by SMTP, retried, bounded, and by the one way out. */
export { type Mail, type MailOptions, MailSender } from './mail-sender.js';
