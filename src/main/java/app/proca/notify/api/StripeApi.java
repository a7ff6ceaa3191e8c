package app.proca.notify.api;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import app.proca.notify.action.DonationFrequency;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Json;
import io.smallrye.mutiny.Uni;

/** Proca's operations on payments with Stripe, which are left out on purpose: each is refused in words. */
@GraphQLApi
@ApplicationScoped
public class StripeApi {

    /** Left out on purpose: refused, with the code {@code not_supported}. */
    @Mutation
    public Uni<@NonNull Json> addStripePaymentIntent(int actionPageId, @NonNull OfPaymentIntent input, @Id String contactRef,
            Boolean testing) {
        return leftOut("addStripePaymentIntent");
    }

    /** Left out on purpose: refused, with the code {@code not_supported}. */
    @Mutation
    public Uni<@NonNull Json> addStripeSubscription(int actionPageId, @NonNull OfSubscription input, @Id String contactRef,
            Boolean testing) {
        return leftOut("addStripeSubscription");
    }

    /** Left out on purpose: refused, with the code {@code not_supported}. */
    @Mutation
    public Uni<@NonNull Json> addStripeObject(int actionPageId, Json paymentIntent, Json customer, Json price, Json subscription,
            Boolean testing) {
        return leftOut("addStripeObject");
    }

    private static <T> Uni<T> leftOut(String operation) {
        return Uni.createFrom().failure(() -> ClientFault.coded("not_supported", operation + " is left out on purpose: Proca"
                + " Notify makes no payments. Let the page pay with Stripe, and add the donation to the action"));
    }

    /** {@code StripePaymentIntentInput}. */
    @Input("StripePaymentIntentInput")
    public static class OfPaymentIntent {
        /** In the smallest unit of the currency. */
        public int amount;
        @NonNull
        public String currency;
        public @Nullable List<@NonNull String> paymentMethodTypes;
    }

    /** {@code StripeSubscriptionInput}. */
    @Input("StripeSubscriptionInput")
    public static class OfSubscription {
        /** In the smallest unit of the currency. */
        public int amount;
        @NonNull
        public String currency;
        @NonNull
        public DonationFrequency frequencyUnit;
    }
}
