using Plimsoll.Oci.Images;
using Plimsoll.Publishing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>One run of an operation through a proxy, in a repository of its own.</summary>
/// <param name="Lane">The registry.</param>
/// <param name="Number">The run's number in the lane.</param>
/// <param name="Proxy">The proxy that the operation goes through.</param>
/// <param name="Host">What runs it.</param>
/// <param name="Warnings">What was warned of.</param>
internal sealed record SweepRun(SweepLane Lane, int Number, FaultProxy Proxy, PlimsollHost Host, Warnings Warnings)
{
    /// <summary>The repository that the operation is about.</summary>
    public string Repository => $"run-{Number}/app";

    /// <summary>A folder of the run's own.</summary>
    public string Folder => Lane.PathOf(Number);

    public ImageReference Reference(string tag) => ImageReference.Parse($"{Proxy.Host}/{Repository}:{tag}");
}
