namespace Plimsoll.Benchmarks.Workloads;

/// <summary>How large an image is.</summary>
/// <param name="Layers">How many layers it has.</param>
/// <param name="LayerBytes">The size of each.</param>
internal readonly record struct ImageShape(int Layers, long LayerBytes)
{
    private const long Kibibyte = 1024;
    private const long Mebibyte = 1024 * Kibibyte;

    /// <summary>One large layer, some of a usual size, and many small ones.</summary>
    /// <param name="isTiny">Whether they are as small as they can be.</param>
    public static IReadOnlyList<ImageShape> All(bool isTiny) => isTiny
        ? [new(1, Mebibyte), new(3, 4 * Kibibyte)]
        : [new(1, 1024 * Mebibyte), new(20, 16 * Mebibyte), new(200, 64 * Kibibyte)];

    public override string ToString() => $"{Layers} × {LayerBytes switch
    {
        >= 1024 * Mebibyte => $"{LayerBytes / (1024 * Mebibyte)} GiB",
        >= Mebibyte => $"{LayerBytes / Mebibyte} MiB",
        _ => $"{LayerBytes / Kibibyte} KiB",
    }}";
}
