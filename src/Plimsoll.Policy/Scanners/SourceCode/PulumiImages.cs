namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Programs of Pulumi: the images of containers and of <c>RemoteImage</c>.</summary>
internal static class PulumiImages
{
    public static bool IsLibrary(string import) =>
        import is "pulumi" or "Pulumi"
        || import.StartsWith("@pulumi/", StringComparison.Ordinal)
        || import.StartsWith("pulumi_", StringComparison.Ordinal)
        || import.StartsWith("pulumi.", StringComparison.Ordinal)
        || import.StartsWith("Pulumi.", StringComparison.Ordinal)
        || import.StartsWith("com.pulumi.", StringComparison.Ordinal)
        || import.StartsWith("github.com/pulumi/", StringComparison.Ordinal);
}
