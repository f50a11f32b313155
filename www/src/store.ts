// One value that others watch.

export class Store<T extends object> {
    #value: T;
    #watchers: ((value: T, before: T) => void)[] = [];

    constructor(value: T) {
        this.#value = value;
    }

    get value(): T {
        return this.#value;
    }

    /** Changes some of it, and tells all who watch. */
    set(part: Partial<T>): void {
        const before = this.#value;
        this.#value = { ...before, ...part };
        this.#watchers.forEach(watch => watch(this.#value, before));
    }

    watch(watcher: (value: T, before: T) => void): void {
        this.#watchers.push(watcher);
    }
}
