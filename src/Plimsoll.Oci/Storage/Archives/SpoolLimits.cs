namespace Plimsoll.Oci.Storage.Archives;

/// <summary>How much is written to a temporary file for an archive that cannot be read in place.</summary>
internal sealed record SpoolLimits
{
    /// <summary>The limits that hold outside of tests.</summary>
    public static SpoolLimits Default { get; } = new();

    /// <summary>
    /// The most bytes, 64 GiB: images of several gigabytes are common and ones of sixty are not, while a stream without
    /// end would fill the disk and stop every other build of the machine.
    /// </summary>
    public long Maximum { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>How often an archive may hold its compressed size. Layers shrink to a third or a tenth, zeros to a thousandth.</summary>
    public int MaximumRatio { get; init; } = 100;

    /// <summary>Up to here the ratio does not matter: this much does no harm, and a small image may hold an empty file.</summary>
    public long RatioFrom { get; init; } = 256L * 1024 * 1024;
}
