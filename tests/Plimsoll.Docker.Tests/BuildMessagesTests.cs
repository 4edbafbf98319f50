using Docker.DotNet.Models;

namespace Plimsoll.Docker.Tests;

public class BuildMessagesTests
{
    [Fact]
    public void Pieces_are_put_together_to_lines_and_the_last_step_is_remembered()
    {
        var lines = new Lines();
        var messages = new BuildMessages(lines);
        foreach (var piece in new[] { "Step 1/2 : FROM scr", "atch\n ---> ", "12ab\n", "STEP 2/2: COPY a /\n" })
            messages.Report(new JSONMessage { Stream = piece });

        Assert.Equal(["Step 1/2 : FROM scratch", "---> 12ab", "STEP 2/2: COPY a /"], lines.Said);
        Assert.Equal("STEP 2/2: COPY a /", messages.Step);
    }

    [Fact]
    public void The_first_error_counts_and_the_last_line_tells_the_image()
    {
        var messages = new BuildMessages(null);
        messages.Report(new JSONMessage { Stream = "Successfully built 0123456789ab\n" });
        messages.Report(new JSONMessage { Error = new JSONError { Message = "first" } });
        messages.Report(new JSONMessage { Error = new JSONError { Message = "second" } });

        Assert.Equal(("first", "0123456789ab"), (messages.Error, messages.Image));
    }

    [Fact]
    public void What_a_step_prints_cannot_pass_for_a_line_of_the_engine_nor_write_control_characters()
    {
        var lines = new Lines();
        var messages = new BuildMessages(lines);
        messages.Report(new JSONMessage { Stream = "echo Step 9/9 : FROM x\n\u001b[31mred\n" });

        Assert.Null(messages.Step);
        Assert.Equal(["echo Step 9/9 : FROM x", "[31mred"], lines.Said);
    }

    private sealed class Lines : IProgress<string>
    {
        public List<string> Said { get; } = [];

        public void Report(string value) => Said.Add(value);
    }
}
