using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Restores files of an earlier run, and keeps them after this one.</summary>
public class GitHubActionsCacheStep : GitHubActionsStep
{
    /// <summary>The files.</summary>
    public string[] IncludePatterns { get; set; } = [];

    /// <summary>Files that are not kept.</summary>
    public string[] ExcludePatterns { get; set; } = [];

    /// <summary>Files that decide whether what was kept is restored: all have to be the same.</summary>
    public string[] KeyFiles { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        var files = string.Join(", ", KeyFiles.Select(file => $"'{file.Replace("'", "''", StringComparison.Ordinal)}'"));
        Write(writer, name: null, new YamlMap
        {
            { "uses", GitHubPins.Cache },
            {
                "with", new YamlMap
                {
                    { "path", string.Concat(IncludePatterns.Select(path => $"{path}\n").Concat(ExcludePatterns.Select(path => $"!{path}\n"))) },
                    { "key", $"${{{{ runner.os }}}}-${{{{ runner.arch }}}}-${{{{ hashFiles({files}) }}}}" },
                }
            },
        });
    }
}
