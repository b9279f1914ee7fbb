const ROLES = { desktop: 'Desktop', camera: 'Camera', viewer: 'Viewer' };

/** Who is in the room, with their roles; event `remove` with a viewer's id where `removable` is set. */
export class ParticipantList extends HTMLElement {
  /** @param {Iterable<import('../lib/room-socket.js').Participant>} participants @param {string} [self] an id */
  show(participants, self) {
    const list = document.createElement('ul');
    for (const participant of participants) {
      list.append(this.#item(participant, participant.id === self));
    }
    this.replaceChildren(list);
  }

  /** @param {import('../lib/room-socket.js').Participant} participant @param {boolean} self */
  #item(participant, self) {
    const name = document.createElement('span');
    name.textContent = participant.name;
    const role = document.createElement('small');
    role.textContent = ROLES[participant.role] + (self ? ', this one' : participant.unreachable ? ', out of reach' : '');
    const item = document.createElement('li');
    item.append(name, role);
    if (this.hasAttribute('removable') && participant.role === 'viewer') {
      item.append(this.#remove(participant));
    }
    return item;
  }

  /** @param {import('../lib/room-socket.js').Participant} participant */
  #remove(participant) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = 'Remove';
    button.setAttribute('aria-label', `Remove ${participant.name}`);
    button.addEventListener('click', () => this.dispatchEvent(new CustomEvent('remove', { detail: participant.id })));
    return button;
  }
}

customElements.define('participant-list', ParticipantList);
