namespace Plimsoll.Cli;

/// <summary>What a setting of the library is called on the command line.</summary>
internal static class OptionName
{
    public static string FromSetting(string setting) => setting switch
    {
        "source" => "SOURCE",
        "promote-image" => "IMAGE",
        "promote-to" => "--to",
        "keep" => "--no-keep",
        _ => $"--{setting}",
    };
}
