using System.Collections.Concurrent;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>The files of folders, which are one module each. A folder is read once, when a file of it asks for the others.</summary>
internal sealed class TerraformFolders
{
    private const int MaximumFiles = 200;

    private readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<TerraformFile>>> _folders = new(StringComparer.Ordinal);

    /// <summary>The files in the folder of a file, in the order in which Terraform reads them.</summary>
    /// <param name="fullPath">The file.</param>
    /// <param name="tree">Reads the others.</param>
    public IReadOnlyList<TerraformFile> Around(string fullPath, SourceTree tree) =>
        Path.GetDirectoryName(fullPath) is { } folder ? _folders.GetOrAdd(folder, key => new Lazy<IReadOnlyList<TerraformFile>>(() => Read(key, tree))).Value : [];

    private static List<TerraformFile> Read(string folder, SourceTree tree)
    {
        try
        {
            // Of the files with values, Terraform loads only these automatically.
            return [.. tree.FilesIn(folder)
                .Where(path => IsModule(path) || IsAutomatic(path))
                .OrderBy(path => path.Contains(".auto.tfvars", StringComparison.Ordinal))
                .ThenBy(path => path, StringComparer.Ordinal)
                .Take(MaximumFiles)
                .Select(path => tree.Text(path) is { } source ? TerraformFile.Parse(path, source) : null)
                .OfType<TerraformFile>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsModule(string path)
    {
        ReadOnlySpan<string> extensions = [".tf", ".tofu", ".tf.json", ".tofu.json"];
        foreach (var extension in extensions)
            if (path.EndsWith(extension, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Whether a file gives values that are loaded with the module beside it.</summary>
    public static bool IsAutomatic(string path) =>
        Path.GetFileName(path) is "terraform.tfvars" or "terraform.tfvars.json"
        || path.EndsWith(".auto.tfvars", StringComparison.Ordinal) || path.EndsWith(".auto.tfvars.json", StringComparison.Ordinal);
}
