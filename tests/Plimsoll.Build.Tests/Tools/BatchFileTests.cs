using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>How a batch file is started on Windows. What cmd.exe makes of it cannot be seen here; the rules are those of the runtimes that had to mend this.</summary>
public sealed class BatchFileTests
{
    private static readonly AbsolutePath Root = AbsolutePath.Create("/");

    [Theory]
    [InlineData("install", "install")]
    [InlineData("--prefix=a/b", "\"--prefix=a/b\"")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a&calc", "\"a&calc\"")]
    [InlineData("\"&calc\"", "\"\"\"&calc\"\"\"")]
    [InlineData("%PATH%", "\"%%cd:~,%PATH%%cd:~,%\"")]
    [InlineData(@"a\", @"""a\\""")]
    [InlineData(@"a\""b", @"""a\\""""b""")]
    [InlineData("^!x!", "\"^!x!\"")]
    public void An_argument_stays_one_and_no_command(string argument, string expected) =>
        Assert.Equal($@"/e:ON /v:OFF /d /s /c """"C:\node js\npm.cmd"" {expected}""", BatchFile.GetArguments(@"C:\node js\npm.cmd", [argument]));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    public void A_line_break_is_refused(string argument) =>
        Assert.StartsWith("An argument of npm.cmd has a line break", Assert.Throws<BuildException>(() => BatchFile.GetArguments("npm.cmd", [argument])).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_on_windows_the_shell_starts_it_and_that_of_the_system()
    {
        var start = ProcessStart.In(Root);
        start.Environment["SystemRoot"] = @"C:\Windows";
        start.SetCommand(@"C:\npm.CMD", ["ci"], isWindows: true);
        Assert.Equal(@"C:\Windows\System32\cmd.exe", start.FileName);
        Assert.Equal(@"/e:ON /v:OFF /d /s /c """"C:\npm.CMD"" ci""", start.Arguments);
        Assert.Empty(start.ArgumentList);

        var program = ProcessStart.In(Root);
        program.SetCommand(@"C:\git.exe", ["a b"], isWindows: true);
        Assert.Equal((@"C:\git.exe", "a b"), (program.FileName, Assert.Single(program.ArgumentList)));

        var elsewhere = ProcessStart.In(Root);
        elsewhere.SetCommand("/x/npm.cmd", ["a b"], isWindows: false);
        Assert.Equal(("/x/npm.cmd", "a b"), (elsewhere.FileName, Assert.Single(elsewhere.ArgumentList)));
    }

    [Fact]
    public void A_command_of_the_shell_reaches_it_as_typed()
    {
        var start = ProcessStart.In(Root);
        start.SetCommand(@"C:\cmd.exe", ["/c", "echo \"a b\" && dir"], isWindows: true, isShell: true);

        Assert.Equal("/d /s /c \"echo \"a b\" && dir\"", start.Arguments);

        // Another program may have such an option, and its value may come from elsewhere.
        var program = ProcessStart.In(Root);
        program.SetCommand(@"C:\tool.exe", ["/c", "a\" b"], isWindows: true);
        Assert.Equal(["/c", "a\" b"], program.ArgumentList);
        Assert.Empty(program.Arguments);
    }

    [Fact]
    public void A_name_stands_for_programs_before_batch_files()
    {
        Assert.Equal(["/x/npm.exe", "/x/npm.com", "/x/npm.cmd", "/x/npm.bat"], ExecutableLookup.Candidates("/x/npm", isWindows: true));
        Assert.Equal(["/x/npm.cmd"], ExecutableLookup.Candidates("/x/npm.cmd", isWindows: true));
        Assert.Equal("/x/tool-1.2.exe", ExecutableLookup.Candidates("/x/tool-1.2", isWindows: true)[0]);
        Assert.Equal(["/x/npm"], ExecutableLookup.Candidates("/x/npm", isWindows: false));
    }
}
