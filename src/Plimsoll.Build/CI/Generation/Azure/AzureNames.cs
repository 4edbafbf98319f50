using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.Azure;

/// <summary>Names in pipelines of Azure.</summary>
internal static class AzureNames
{
    public static string Of(AzurePipelinesImage image) => image switch
    {
        AzurePipelinesImage.WindowsLatest => "windows-latest",
        AzurePipelinesImage.Windows2025 => "windows-2025",
        AzurePipelinesImage.Windows2022 => "windows-2022",
        AzurePipelinesImage.Windows2019 => "windows-2019",
        AzurePipelinesImage.Vs2017Win2016 => "vs2017-win2016",
        AzurePipelinesImage.UbuntuLatest => "ubuntu-latest",
        AzurePipelinesImage.Ubuntu2404 => "ubuntu-24.04",
        AzurePipelinesImage.Ubuntu2204 => "ubuntu-22.04",
        AzurePipelinesImage.Ubuntu2004 => "ubuntu-20.04",
        AzurePipelinesImage.Ubuntu1804 => "ubuntu-18.04",
        AzurePipelinesImage.Ubuntu1604 => "ubuntu-16.04",
        AzurePipelinesImage.MacOsLatest => "macOS-latest",
        AzurePipelinesImage.MacOs15 => "macOS-15",
        AzurePipelinesImage.MacOs14 => "macOS-14",
        AzurePipelinesImage.MacOs13 => "macOS-13",
        AzurePipelinesImage.MacOs12 => "macOS-12",
        AzurePipelinesImage.MacOs11 => "macOS-11",
        AzurePipelinesImage.MacOs1015 => "macOS-10.15",
        AzurePipelinesImage.MacOs1014 => "macOS-10.14",
        _ => throw new ArgumentOutOfRangeException(nameof(image)),
    };

    public static bool IsWindows(AzurePipelinesImage image) => Of(image) is var name && (name.StartsWith("windows", StringComparison.Ordinal) || name.StartsWith("vs", StringComparison.Ordinal));

    public static YamlMap CreatePool(AzurePipelinesImage image) => new() { { "vmImage", Of(image) } };

    /// <summary>A name as that of a stage or a job: what it cannot have becomes an underscore.</summary>
    public static string ToId(string name)
    {
        var id = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return char.IsAsciiDigit(id[0]) ? $"_{id}" : id;
    }

    /// <summary>The path of a pipeline's file.</summary>
    /// <exception cref="BuildException">The suffix cannot be part of one (exit code 2).</exception>
    public static string ToPath(AzurePipelinesAttribute pipeline) => pipeline.IdPostfix switch
    {
        "" => "azure-pipelines.yml",
        { Length: <= 100 } suffix when suffix[^1] != '.' && suffix.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-') => $"azure-pipelines.{suffix}.yml",
        _ => throw pipeline.CreateError("has a suffix that cannot be part of the name of a file", "Use letters, digits, dots, dashes and underscores."),
    };
}
