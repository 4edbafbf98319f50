namespace Plimsoll.Build.CI.Generation;

/// <summary>What a target produces, as CI hosts take it: from the root, with slashes.</summary>
internal static class ArtifactPath
{
    /// <summary>Returns the paths of all that a target produces, in its order, each once.</summary>
    /// <exception cref="BuildException">One is outside of the root or in several lines (exit code 2).</exception>
    public static IReadOnlyList<string> FromTarget(ExecutableTarget target, AbsolutePath root) =>
        [.. target.Definition.Products.Select(product => FromRoot(target, product, root)).Distinct()];

    private static string FromRoot(ExecutableTarget target, string product, AbsolutePath root)
    {
        var path = Path.GetRelativePath(root, Path.Combine(root, product)).Replace('\\', '/');
        return Path.IsPathRooted(path) || path.Split('/')[0] == ".." || path.Any(char.IsControl)
            ? throw BuildException.Usage($"Target {target} produces '{product}', which is not a path in {root}.", "CI hosts keep only files of the repository.")
            : path;
    }
}
