using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The commands that an image must pass, by configuration.</summary>
public sealed class GateTests : IDisposable
{
    private static readonly string[] Publish = ["publish", "files:out", "--image", "app", "--receipt", "receipt.json"];

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public GateTests()
    {
        _repository.Write("out/app", "program");
        _repository.Write("plimsoll.yml", "gate: { run: 'sh check.sh {layout} {tags}', report: check.txt }\n");
        _world = new CommandWorld(_repository.Path);
        _world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_gate_is_planned_refuses_with_exit_code_3_and_is_recorded_when_it_is_passed()
    {
        _repository.Write("check.sh", "echo 'app: CVE-2026-0001'; exit 1\n");

        var plan = await _world.SucceedAsync(["plan", .. Publish[1..4]]);
        var refusal = await _world.FailAsync(ExitCode.PolicyViolation, Publish);
        _repository.Write("check.sh", "echo \"$2\" > check.txt\n");
        await _world.SucceedAsync(Publish);

        Assert.Contains("gate sh check.sh {layout} {tags}", plan.Lines);
        Assert.Contains("app: CVE-2026-0001", refusal, StringComparison.Ordinal);
        var receipt = ReceiptJson.ReadFile(_repository["receipt.json"]);
        var passed = Assert.Single(receipt.Gates!);
        Assert.Equal(("sh check.sh {layout} {tags}", receipt.Digest, "check.txt"), (passed.Run, passed.Image, passed.Report));
        Assert.StartsWith("2.1.0,", File.ReadAllText(_repository["check.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_plan_does_not_hold_for_other_gates()
    {
        _repository.Write("check.sh", "true\n");
        await _world.SucceedAsync(["plan", .. Publish[1..4], "--save", "plan.json"]);
        _repository.Write("plimsoll.yml", "gate: []\n");

        var error = await _world.FailAsync(ExitCode.TagConflict, "publish", "--from-plan", "plan.json");

        Assert.Contains("the gates\n    planned: sh check.sh {layout} {tags}\n    found:   none", error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_is_shown_with_the_place_that_it_comes_from()
    {
        var shown = await _world.SucceedAsync("config", "show", "--origin");

        Assert.Contains(shown.Lines, line => line.StartsWith("gate.run ", StringComparison.Ordinal) && line.EndsWith("plimsoll.yml:1:14", StringComparison.Ordinal));
    }
}
