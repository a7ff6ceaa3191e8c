package app.proca.notify.bench;

import java.util.List;

/** One benchmark. It leaves nothing behind that another one could trip over. */
interface Part {

    /** As it is named on the command line. */
    String name();

    List<Figure> measure(Lab lab) throws Exception;
}
