// Several tabs of one card: one sends at a time, for all of them, and tells the others what the server said.

export class Tabs {
  // `onMessage(message)`: what another tab of the card tells.
  constructor(author, card, onMessage) {
    this.name = `palate-card-${card}-${author}`;
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(this.name) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => onMessage(data);
  }

  tell(message) {
    this.channel?.postMessage(message);
  }

  // Run `act` while no other tab does. Without locks (http) tabs share no outbox, so nothing is to be waited for.
  inTurn(act) {
    return navigator.locks ? navigator.locks.request(this.name, act) : act();
  }
}
