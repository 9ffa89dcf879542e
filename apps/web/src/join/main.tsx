import { renderPage } from '../common/app-root';
import { JoinPage } from './join-page';

renderPage(<JoinPage />);
