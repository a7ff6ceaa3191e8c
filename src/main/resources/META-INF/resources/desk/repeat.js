/** Does it now and again and again, never twice at a time, and not while nobody looks at the page. */
export function repeat(work, everyMs, failed) {
  let timer;
  let running;
  let over = false;

  async function once() {
    try {
      await work();
    } catch (fault) {
      if (!over) failed(fault);
    }
  }

  /** At once, or with what runs already. */
  function now() {
    clearTimeout(timer);
    running ??= once().finally(() => {
      running = undefined;
      if (!over && !document.hidden) timer = setTimeout(now, everyMs);
    });
    return running;
  }

  const look = () => (document.hidden ? clearTimeout(timer) : now());
  document.addEventListener("visibilitychange", look);
  // what is made here is known to the caller first
  queueMicrotask(now);

  return {
    /** Once more, and not with what began before. */
    async again() {
      await running;
      await now();
    },
    stop() {
      over = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    },
  };
}

/** Does it soon after it was asked for, however often that was; never twice at a time, and once more where it was asked for meanwhile. */
export function soon(work, restMs, failed) {
  let timer;
  let running = false;
  let wanted = false;
  let over = false;

  async function once() {
    timer = undefined;
    running = true;
    wanted = false;
    try {
      await work();
    } catch (fault) {
      if (!over) failed(fault);
    }
    running = false;
    if (wanted) ask();
  }

  function ask() {
    if (running) {
      wanted = true;
    } else if (!over) {
      timer ??= setTimeout(once, restMs);
    }
  }

  return {
    ask,
    stop() {
      over = true;
      clearTimeout(timer);
    },
  };
}
