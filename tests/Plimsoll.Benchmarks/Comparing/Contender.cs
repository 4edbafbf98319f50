using Plimsoll.Benchmarks.Measuring;

namespace Plimsoll.Benchmarks.Comparing;

/// <summary>One of the commands that are compared.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="PrepareAsync">Prepares a run, unmeasured, and tells its command.</param>
internal sealed record Contender(string Name, Func<Trial, Task<Invocation>> PrepareAsync)
{
    public Contender(string name, Func<Trial, Invocation> prepare)
        : this(name, trial => Task.FromResult(prepare(trial)))
    {
    }

    /// <summary>Whether a daemon does the work, so that CPU time and memory of the command say nothing. The default is <c>false</c>.</summary>
    public bool WorksElsewhere { get; init; }

    /// <summary>Whether it does only a part of the work, so that nothing that does all of it can be faster. The default is <c>false</c>.</summary>
    public bool IsLimit { get; init; }
}
