namespace Plimsoll.Build.Parameters;

/// <summary>An option of the engine itself. None but the verbosity is ever read from the environment.</summary>
internal sealed record BuiltInOption(string Option, string? Value, string Description)
{
    public static readonly BuiltInOption Target = new("--target", "NAMES", "Targets to run, also without the option itself; A B, A+B and A,B name two");
    public static readonly BuiltInOption Skip = new("--skip", "[NAMES]", "Leave out these targets, or without names all that were not asked for");
    public static readonly BuiltInOption Plan = new("--plan", "[json]", "Print what would run in which order, and run nothing");
    public static readonly BuiltInOption Help = new("--help", null, "Print targets and parameters");
    public static readonly BuiltInOption Verbosity = new("--verbosity", "LEVEL", "quiet, normal (the default), verbose or debug; also PLIMSOLL_VERBOSITY");
    public static readonly BuiltInOption NoLogo = new("--no-logo", null, "Leave out the first line");
    public static readonly BuiltInOption Root = new("--root", "PATH", "The root directory, in place of the one with .nuke");

    public static IReadOnlyList<BuiltInOption> All { get; } = [Target, Skip, Plan, Help, Verbosity, NoLogo, Root];

    public string Key => ParameterName.Key(Option);

    public static BuiltInOption? Find(string key) => All.FirstOrDefault(o => o.Key == key);
}
