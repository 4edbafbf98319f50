using Plimsoll.Oci.Images;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>An operation that is run again and again, with what it does where nothing goes wrong.</summary>
internal abstract class SweptOperation
{
    /// <summary>The template that the repository of a run starts like; <c>null</c> for an empty one.</summary>
    public abstract string? Template { get; }

    /// <summary>Whether clients speak TLS with the proxy.</summary>
    public virtual bool IsTls => false;

    /// <summary>Whether failed requests are tried again. The default is <c>true</c>.</summary>
    public bool HasRetries { get; init; } = true;

    /// <summary>Runs the operation.</summary>
    public abstract Task RunAsync(SweepRun run);

    /// <summary>The tags that it writes, in its run's repository, with the image that each names behind it.</summary>
    public abstract IReadOnlyDictionary<string, Digest> Writes(SweepLane lane);

    public override string ToString() => GetType().Name + (IsTls ? ", TLS" : "") + (HasRetries ? "" : ", no retries");

    /// <summary>Whether a fault keeps the operation from knowing of a tag, so that it may leave it. The default is <c>false</c>.</summary>
    public virtual bool MayMissTags(RequestKey key, Fault fault) => false;

    /// <summary>What is wrong elsewhere than in the tags of the run's repository; <c>null</c> (default) for nothing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isDone">Whether the operation said that it was done.</param>
    public virtual string? FindDamage(SweepRun run, bool isDone) => null;
}
