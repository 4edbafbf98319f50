namespace Plimsoll.Cli;

/// <summary>What a setting of the library is called on the command line.</summary>
internal static class OptionName
{
    /// <summary>The command line that rolls an environment back.</summary>
    public static string FormatRollback(string environment) => $"plimsoll rollback --to previous --environment {environment}";

    public static string FromSetting(string setting) => setting switch
    {
        "source" => "SOURCE",
        "promote-image" => "IMAGE",
        "promote-to" => "--to",
        "keep" => "--no-keep",
        "keep-tags" => "--keep",
        _ => $"--{setting}",
    };
}
