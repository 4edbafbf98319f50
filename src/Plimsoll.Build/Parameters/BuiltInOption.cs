namespace Plimsoll.Build.Parameters;

/// <summary>An option of the engine itself. Only the verbosity can also be set in the environment.</summary>
internal sealed record BuiltInOption(string Option, string? Value, string Description)
{
    public static readonly BuiltInOption Target = new("--target", "NAMES", "Targets to run; --target itself may be omitted. A B, A+B and A,B name two");
    public static readonly BuiltInOption Skip = new("--skip", "[NAMES]", "Skip these targets, or without names all that were not invoked");
    public static readonly BuiltInOption Plan = new("--plan", "[json]", "Print the targets in the order they would run, and run none");
    public static readonly BuiltInOption Help = new("--help", null, "Print targets and parameters");
    public static readonly BuiltInOption Verbosity = new("--verbosity", "LEVEL", "quiet, normal (the default), verbose or debug; also PLIMSOLL_VERBOSITY");
    public static readonly BuiltInOption NoLogo = new("--no-logo", null, "Do not print the first line");
    public static readonly BuiltInOption Root = new("--root", "PATH", "The root directory, instead of the one that contains .nuke");

    public static IReadOnlyList<BuiltInOption> All { get; } = [Target, Skip, Plan, Help, Verbosity, NoLogo, Root];

    public string Key => ParameterName.GetKey(Option);

    public static BuiltInOption? Find(string key) => All.FirstOrDefault(o => o.Key == key);
}
