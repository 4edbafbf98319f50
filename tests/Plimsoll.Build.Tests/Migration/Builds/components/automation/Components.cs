using Nuke.Common;

namespace Automation;

interface IHasOutput : INukeBuild
{
    AbsolutePath Output => RootDirectory / "out";
}

interface ICompileCode : IHasOutput
{
    [Parameter("Debug or Release")] Configuration? Configuration => TryGetValue<Configuration?>(() => Configuration);

    Target CompileCode => _ => _
        .TryBefore<ITestCode>(x => x.RunTests)
        .Executes(() => Output.CreateDirectory());
}

interface ITestCode : Nuke.Common.INukeBuild
{
    Target RunTests => _ => _
        .TryDependsOn<ICompileCode>(x => x.CompileCode)
        .ProceedAfterFailure()
        .Executes(() => Log.Information("Tests as {0}", (this as ICompileCode)?.Configuration));
}
