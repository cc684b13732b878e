import './piya-embed/define.js';
import './piya-live-setup/define.js';
import './piya-player/define.js';
import './piya-upload/define.js';
