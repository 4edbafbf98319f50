using System.Text.Json;

namespace Plimsoll.Build.Parameters;

/// <summary>The parameter files of a run. A later profile wins over an earlier one, and any over <c>.nuke/parameters.json</c>.</summary>
internal sealed class ParameterFiles
{
    private readonly IReadOnlyList<ParameterFile> _files;

    private ParameterFiles(IReadOnlyList<ParameterFile> files) => _files = files;

    /// <summary>The files, the one that wins last.</summary>
    public IReadOnlyList<ParameterFile> All => _files;

    /// <summary>Reads the files.</summary>
    /// <exception cref="BuildException">There is none of a profile, or one is not a JSON object (exit code 2).</exception>
    public static ParameterFiles Read(AbsolutePath root, IReadOnlyList<string> profiles)
    {
        foreach (var profile in profiles)
        {
            CheckName(profile);
            if (!(root / ParameterFile.GetRelativePath(profile)).Exists())
                throw BuildException.Usage(
                    $"There is no profile '{profile}': {ParameterFile.GetRelativePath(profile)} does not exist.",
                    FindProfiles(root) is { Count: > 0 } known
                        ? Suggestion.GetAdvice(profile, known, $"Profiles: {string.Join(", ", known)}.")
                        : "A profile is a file .nuke/parameters.NAME.json.");
        }

        return new ParameterFiles([ParameterFile.Read(root, null), .. profiles.Select(p => ParameterFile.Read(root, p))]);
    }

    /// <summary>Refuses a name that would lead elsewhere than to a file in <c>.nuke</c>.</summary>
    /// <exception cref="BuildException">It is not a name (exit code 2).</exception>
    public static void CheckName(string profile)
    {
        if (profile.Length is 0 or > 100 || !profile.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || profile.Contains(".."))
            throw BuildException.Usage($"'{profile}' is not the name of a profile.", "A name has letters, digits, dashes, underscores and dots.");
    }

    /// <summary>The value of a parameter with the file that it is from, or <c>null</c>.</summary>
    public (ParameterFile File, JsonElement Value)? Find(string key)
    {
        for (var i = _files.Count - 1; i >= 0; i--)
            if (_files[i].Find(key) is { } value)
                return (_files[i], value);
        return null;
    }

    private static List<string> FindProfiles(AbsolutePath root) =>
        [.. (root / ".nuke").GlobFiles("parameters.*.json").Select(f => f.NameWithoutExtension["parameters.".Length..])];
}
