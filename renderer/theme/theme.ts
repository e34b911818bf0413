/*
 * The look: the DSFR's own style sheets for the components in use, then the icons in use, the identity, and the kiosk's
 * layout. Later sheets win.
 */
import '@codegouvfr/react-dsfr/dsfr/core/core.main.css';
import '@codegouvfr/react-dsfr/dsfr/component/link/link.main.css';
import '@codegouvfr/react-dsfr/dsfr/component/button/button.main.css';
import '@codegouvfr/react-dsfr/dsfr/component/tile/tile.main.css';
import '@codegouvfr/react-dsfr/dsfr/component/stepper/stepper.main.css';
import '@codegouvfr/react-dsfr/dsfr/component/alert/alert.main.css';
import '@codegouvfr/react-dsfr/dsfr/component/form/form.main.css';
import '@codegouvfr/react-dsfr/dsfr/component/input/input.main.css';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/noto-sans/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import './icons.css';
import './state-identity.css';
import './fonts.css';
import './base.css';
import './frame.css';
import './components.css';
import './dialogs.css';
import './screens.css';
import './scan.css';
import './registration.css';
import './registration-question.css';
import './registration-choices.css';
import './registration-steps.css';
import './registration-formats.css';
import './staff.css';
import './rtl.css';
import './import.css';
import './access.css';
import './keyboard.css';
import './text-size.css';
import './contrast.css';
