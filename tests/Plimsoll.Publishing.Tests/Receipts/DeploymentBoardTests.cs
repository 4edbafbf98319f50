using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Receipts;

public class DeploymentBoardTests
{
    [Fact]
    public async Task Production_is_the_last_column_and_no_environment_the_first()
    {
        var board = await BoardAsync(At(1, "1.0.0", "production"), At(2, "1.0.0", "staging"), At(3, "1.0.0", null), At(4, "1.0.0", "zoo"));

        Assert.Equal([null, "staging", "zoo", "production"], board.Environments);
        Assert.Equal(["localhost:5000/acme/app"], board.Images);
    }

    [Fact]
    public async Task Environments_are_in_the_order_of_the_configuration_and_production_is_last()
    {
        var configuration = new PlimsollConfiguration
        {
            Environments = new Dictionary<string, EnvironmentConfiguration>(StringComparer.OrdinalIgnoreCase)
            {
                ["live"] = new() { Production = true, Requires = ["uat"] },
                ["uat"] = new() { Requires = ["qa"] },
                ["dev"] = new(),
                ["qa"] = new() { Requires = ["dev"] },
                ["one"] = new() { Requires = ["other"] },
                ["other"] = new() { Requires = ["one"] },
            },
        };
        RecordedReceipt[] receipts = [.. new[] { "zoo", "live", "abc", "production", "other", "uat", "one", "qa", null, "dev" }.Select((name, day) => At(day, "1.0.0", name))];

        var board = await DeploymentBoard.CreateAsync([.. receipts.Reverse()], look: null, new EnvironmentOrder(configuration));

        Assert.Equal([null, "dev", "qa", "uat", "other", "one", "abc", "zoo", "live", "production"], board.Environments);
    }

    [Fact]
    public async Task An_environment_that_was_rolled_back_is_not_behind()
    {
        var hold = new Hold("id", "localhost:5000/acme/app", "production", SampleReceipts.DigestOf("1.1.0"), "1.1.0", ["production"], Time(4), "ann", "it leaks", null);
        var back = At(4, "1.0.0", "production");
        back = back with { Receipt = back.Receipt with { Kind = ReceiptKind.Rollback } };
        RecordedReceipt[] receipts = [At(6, "1.0.0", "production"), At(5, "1.2.0", "staging"), back, At(3, "1.1.0", "production"), At(2, "1.0.0", "production"), At(1, "0.9.0", "qa")];

        var board = await DeploymentBoard.CreateAsync(receipts, look: null, holds: [hold, hold with { Id = "other", Destination = "localhost:5000/acme/web" }]);

        Assert.Equal((Drift.RolledBack, back), (Find(board, "production").Drift, Find(board, "production").Recorded));
        Assert.Equal("id", Assert.Single(Find(board, "production").Holds).Id);
        Assert.Equal(Drift.Behind, Find(board, "qa").Drift);
        Assert.Empty(Find(board, "staging").Holds);
    }

    [Fact]
    public async Task An_image_of_a_dirty_tree_stays_one_wherever_it_goes()
    {
        var published = At(1, null, "dev", "a");

        var board = await BoardAsync(published with { Receipt = published.Receipt with { Dirty = true } }, At(2, null, "staging", "a"), At(3, null, "qa", "b"));

        Assert.Equal([true, true, false], new[] { "dev", "staging", "qa" }.Select(environment => Find(board, environment).IsDirty));
    }

    [Fact]
    public async Task An_environment_with_a_lower_version_is_behind()
    {
        var board = await BoardAsync(At(1, "1.0.0", "production"), At(2, "1.1.0", "staging"));

        Assert.Equal(Drift.Behind, Find(board, "production").Drift);
        Assert.Equal("staging", Find(board, "production").Newest.Environment);
        Assert.Equal(Drift.Current, Find(board, "staging").Drift);
    }

    [Fact]
    public async Task A_backport_is_not_newer_than_the_higher_version()
    {
        var board = await BoardAsync(At(1, "1.1.0", "staging"), At(2, "1.0.1", "production"));

        Assert.Equal(Drift.Current, Find(board, "staging").Drift);
        Assert.Equal(Drift.Behind, Find(board, "production").Drift);
    }

    [Fact]
    public async Task Publishing_the_same_again_makes_nothing_younger()
    {
        var board = await BoardAsync(At(1, null, "production", "a"), At(2, null, "staging", "b"), At(3, null, "production", "a"));

        Assert.Equal(Time(1), Find(board, "production").Recorded.Receipt.FinishedAt);
        Assert.Equal(Drift.Behind, Find(board, "production").Drift);
        Assert.Equal(Drift.Current, Find(board, "staging").Drift);
    }

    [Fact]
    public async Task What_came_back_in_a_rollback_is_not_new()
    {
        var board = await BoardAsync(At(1, null, "production", "a"), At(2, null, "staging", "b"), At(3, null, "production", "b"), At(4, null, "production", "a"));

        Assert.Equal(Time(4), Find(board, "production").Recorded.Receipt.FinishedAt);
        Assert.Equal(SampleReceipts.DigestOf("a"), Find(board, "production").Digest);
        Assert.Equal(Drift.Behind, Find(board, "production").Drift);
    }

    [Fact]
    public async Task The_same_image_is_current_everywhere()
    {
        var board = await BoardAsync(At(1, "1.0.0", "staging"), At(2, "1.0.0", "production"));

        Assert.All(board.Cells, cell => Assert.Equal(Drift.Current, cell.Drift));
    }

    [Fact]
    public async Task A_tag_that_names_something_else_has_drifted_and_one_that_is_gone_is_missing()
    {
        var receipts = new[] { At(2, "1.0.0", "staging"), At(1, "1.0.0", "production") };

        var board = await DeploymentBoard.CreateAsync(receipts, (_, tag) => Task.FromResult<Digest?>(tag == "staging" ? SampleReceipts.DigestOf("other") : null));

        Assert.Equal((Drift.Moved, SampleReceipts.DigestOf("other")), (Find(board, "staging").Drift, Find(board, "staging").Now));
        Assert.Equal((Drift.Missing, null), (Find(board, "production").Drift, Find(board, "production").Now));
    }

    [Fact]
    public async Task A_board_of_one_environment_still_knows_the_others()
    {
        var board = (await BoardAsync(At(1, "1.0.0", "production"), At(2, "1.1.0", "staging"))).Only("production");

        Assert.Equal(["production"], board.Environments);
        Assert.Equal(Drift.Behind, Assert.Single(board.Cells).Drift);
    }

    [Fact]
    public async Task An_image_that_was_promoted_to_another_registry_is_one_image()
    {
        var board = await BoardAsync(
            At(1, "1.0.0", "staging", place: "dev.example/acme/app"),
            At(2, "1.0.0", "production", place: "prod.example/release/app", from: "dev.example/acme/app"),
            At(3, "1.1.0", "staging", place: "dev.example/acme/app"));

        Assert.Equal(["acme/app"], board.Images);
        var production = Assert.Single(board.Find("acme/app", "production"));
        Assert.Equal(("prod.example/release/app", Drift.Behind, "staging"), (production.Destination, production.Drift, production.Newest.Environment));
    }

    [Fact]
    public async Task A_name_in_several_registries_is_one_image_and_each_place_has_its_cell()
    {
        var board = await BoardAsync(At(1, "1.0.0", "production", place: "us.example/acme/app"), At(2, "1.1.0", "production", place: "eu.example/acme/app"), At(3, "1.0.0", "production", place: "eu.example/acme/web"));

        Assert.Equal(["acme/app", "eu.example/acme/web"], board.Images);
        Assert.Equal([("eu.example/acme/app", Drift.Current), ("us.example/acme/app", Drift.Behind)], board.Find("acme/app", "production").Select(cell => (cell.Destination, cell.Drift)));
        Assert.Equal(2, board.Only("production").Images.Count);
    }

    private static DeployedImage Find(DeploymentBoard board, string environment) => Assert.Single(board.Find("localhost:5000/acme/app", environment));

    private static Task<DeploymentBoard> BoardAsync(params RecordedReceipt[] receipts) =>
        DeploymentBoard.CreateAsync([.. receipts.OrderByDescending(recorded => recorded.Receipt.FinishedAt)], look: null);

    private static DateTimeOffset Time(int day) => Contexts.Now.AddDays(day);

    private static RecordedReceipt At(int day, string? version, string? environment, string? image = null, string? place = null, string? from = null)
    {
        var receipt = SampleReceipts.Create(version, environment, Time(day));
        receipt = receipt with { Destination = place ?? receipt.Destination, From = from is null ? null : $"{from}@{receipt.Digest}" };
        return new RecordedReceipt(image is null ? receipt : receipt with { Digest = SampleReceipts.DigestOf(image), Tags = [.. receipt.Tags.Select(tag => tag with { After = SampleReceipts.DigestOf(image) })] }, "receipt.json");
    }
}
