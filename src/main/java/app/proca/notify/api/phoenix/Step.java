package app.proca.notify.api.phoenix;

import org.jspecify.annotations.Nullable;

/** What follows from a frame. */
sealed interface Step {

    /** Whoever takes the steps. */
    interface Hand {

        void say(Frame frame);

        void run(Run operation);

        void end(String id);

        void endAll();
    }

    void take(Hand hand);

    /** Something is told to the client. */
    record Say(Frame frame) implements Step {
        @Override
        public void take(Hand hand) {
            hand.say(frame);
        }
    }

    /**
     * An operation begins.
     *
     * @param asked has it as payload
     * @param joinRef of the channel
     * @param id its own, and that of the subscription if it is one
     */
    record Run(Frame asked, @Nullable Object joinRef, String id) implements Step {
        @Override
        public void take(Hand hand) {
            hand.run(this);
        }
    }

    /** Nothing more is told of an operation, if it runs. */
    record End(String id) implements Step {
        @Override
        public void take(Hand hand) {
            hand.end(id);
        }
    }

    /** Nothing more is told of any. */
    record EndAll() implements Step {
        @Override
        public void take(Hand hand) {
            hand.endAll();
        }
    }
}
