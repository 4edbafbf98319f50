namespace Plimsoll.Signing.Tests;

/// <summary>A fact about <c>cosign</c>, skipped where it is not on the path: no registry of packages that CI may use has it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CosignFactAttribute : FactAttribute
{
    public CosignFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "cosign"))))
            Skip = "cosign is not on the path.";
    }
}
