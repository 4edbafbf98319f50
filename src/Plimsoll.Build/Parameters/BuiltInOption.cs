namespace Plimsoll.Build.Parameters;

/// <summary>An option of the engine itself. Only the verbosity and the partition can also be set in the environment.</summary>
internal sealed record BuiltInOption(string Option, string? Value, string Description)
{
    public static readonly BuiltInOption Target = new("--target", "NAMES", "Targets to run, separated by spaces, plus signs or commas; --target itself can be omitted");
    public static readonly BuiltInOption Skip = new("--skip", "[NAMES]", "Skip these targets; without names, skip all that were not invoked");
    public static readonly BuiltInOption Plan = new("--plan", "[json]", "Print the targets in the order they would run, without running them");
    public static readonly BuiltInOption Help = new("--help", null, "Print targets and parameters");
    public static readonly BuiltInOption Verbosity = new("--verbosity", "LEVEL", "quiet, normal (the default), verbose or debug; also PLIMSOLL_VERBOSITY");
    public static readonly BuiltInOption NoLogo = new("--no-logo", null, "Do not print the version line");
    public static readonly BuiltInOption Root = new("--root", "PATH", "The root directory, instead of the one that contains .nuke");

    public static readonly BuiltInOption Profile = new("--profile", "NAMES", "Read .nuke/parameters.NAME.json too; the last of several wins");
    public static readonly BuiltInOption Secrets = new("--secrets", "[PROFILE]", "Encrypt secrets into .nuke/parameters.json or the profile's file, without running a target");

    public static readonly BuiltInOption Partition = new("--partition", "PART/TOTAL", "The part of partitioned targets to run here, such as 2/3; also PLIMSOLL_PARTITION");
    public static readonly BuiltInOption GenerateConfiguration = new("--generate-configuration", "[ID]", "Write the files of CI hosts, or one of them, without running a target");
    public static readonly BuiltInOption CheckConfiguration = new("--check-configuration", null, "Exit with 8 if the files of CI hosts are not what the build generates");
    public static readonly BuiltInOption Continue = new("--continue", null, "Resume the last run, if it had the same targets and parameters: skip what succeeded in it");
    public static readonly BuiltInOption Strict = new("--strict", null, "Fail if the order of two targets is left to chance");
    public static readonly BuiltInOption Host = new("--host", "NAME", "The host that the build runs on, instead of the one that the environment tells");

    public static IReadOnlyList<BuiltInOption> All { get; } =
        [Target, Skip, Plan, Help, Continue, Strict, Host, Verbosity, NoLogo, Root, Profile, Secrets, Partition, GenerateConfiguration, CheckConfiguration];

    public string Key => ParameterName.GetKey(Option);

    public static BuiltInOption? Find(string key) => All.FirstOrDefault(o => o.Key == key);
}
