import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

type Props = { title: string; open: boolean; onClose: () => void; wide?: boolean; children: ReactNode };

/** A dialog over the page. Escape and a press outside close it, so keep what was typed in a draft or ask again. */
export const Dialog = ({ title, open, onClose, wide, children }: Props) => (
  <ModalOverlay className="dialog-backdrop" isOpen={open} onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable>
    <Modal className={wide ? 'dialog dialog-wide' : 'dialog'}>
      <AriaDialog className="dialog-body">
        <Heading slot="title" className="dialog-title">
          {title}
        </Heading>
        {children}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
