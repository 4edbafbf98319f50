using System.Text.Json;

namespace Plimsoll.Testing;

/// <summary>
/// Test cases and schemas that are not part of the repository. Tests that read them are marked with
/// <see cref="SharedDataFactAttribute"/> or <see cref="SharedDataTheoryAttribute"/>, and skipped where the files are absent.
/// </summary>
public static class SharedData
{
    /// <summary>The environment variable that names the folder, for a checkout that does not lie beside it.</summary>
    public const string Variable = "PLIMSOLL_SHARED_DATA";

    /// <summary>Opens a JSON file of the folder.</summary>
    /// <param name="name">Its path in the folder, for example <c>schemas/sarif-2.1.0.json</c>.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public static JsonDocument Open(string name) => JsonDocument.Parse(File.ReadAllBytes(GetPath(name)));

    /// <summary>The absolute path of a file of the folder.</summary>
    /// <param name="name">Its path in the folder.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public static string GetPath(string name) => Find(name) is { } path && File.Exists(path)
        ? path
        : throw new FileNotFoundException($"The shared test data have no {name}. Set {Variable} to their folder.", name);

    /// <summary>
    /// Why a test that needs a file is skipped, or <c>null</c> where it runs. Where <see cref="Variable"/> is set it always
    /// runs, and fails without the file.
    /// </summary>
    /// <param name="name">The file's path in the folder.</param>
    public static string? GetSkipReason(string name) => Find(name) is null ? $"shared/data/{name} is not on this machine; set {Variable} to the folder of the shared test data." : null;

    /// <summary>The file in the folder that <see cref="Variable"/> names, else in <c>shared/data</c> beside a folder above the test assembly; <c>null</c> where there is none.</summary>
    private static string? Find(string name)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Path.Combine(named, name);

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data", name) is var path && File.Exists(path))
                return path;
        return null;
    }
}
