using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Releases.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "arrival",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    arrive_time = table.Column<long>(type: "INTEGER", nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    customs_office = table.Column<string>(type: "TEXT", nullable: true),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_arrival", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "consignment",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    undeclared_since_time = table.Column<long>(type: "INTEGER", nullable: true),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consignment", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "container",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_container", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "dead_letter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    trace_parent = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    attempt_time = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dead_letter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "gate_pass",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    container = table.Column<string>(type: "TEXT", nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    plate = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gate_pass", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inspection",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    customs_office = table.Column<string>(type: "TEXT", nullable: true),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: true),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inspection", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    aggregate = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    actor_subject = table.Column<string>(type: "TEXT", nullable: false),
                    actor_role = table.Column<string>(type: "TEXT", nullable: false),
                    actor_enterprise = table.Column<string>(type: "TEXT", nullable: true),
                    events = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => new { x.aggregate, x.key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "manifest",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    customs_office = table.Column<string>(type: "TEXT", nullable: true),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    transport_mode = table.Column<string>(type: "TEXT", nullable: true),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    voyage = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_manifest", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    trace_parent = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "posting",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    currency = table.Column<string>(type: "TEXT", nullable: false),
                    amount = table.Column<decimal>(type: "TEXT", nullable: false),
                    aggregate = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posting", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "release_case",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    consignment = table.Column<string>(type: "TEXT", nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    customs_office = table.Column<string>(type: "TEXT", nullable: true),
                    declarant = table.Column<string>(type: "TEXT", nullable: true),
                    declaration_number = table.Column<string>(type: "TEXT", nullable: true),
                    direction = table.Column<string>(type: "TEXT", nullable: true),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    enterprise = table.Column<string>(type: "TEXT", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    release_time = table.Column<long>(type: "INTEGER", nullable: true),
                    road = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: true),
                    transport_mode = table.Column<string>(type: "TEXT", nullable: true),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_release_case", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "request_log",
                columns: table => new
                {
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    request_id = table.Column<string>(type: "TEXT", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    reply = table.Column<byte[]>(type: "BLOB", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_request_log", x => new { x.scope, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "review",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    customs_office = table.Column<string>(type: "TEXT", nullable: true),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: true),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "risk_rules",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_risk_rules", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_arrival_arrive_time",
                table: "arrival",
                columns: new[] { "arrive_time", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_arrival_create_time",
                table: "arrival",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_arrival_customs_office",
                table: "arrival",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_consignment_create_time",
                table: "consignment",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_consignment_undeclared_since_time",
                table: "consignment",
                columns: new[] { "undeclared_since_time", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_container_create_time",
                table: "container",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_dead_letter_time",
                table: "dead_letter",
                columns: new[] { "time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_gate_pass_container",
                table: "gate_pass",
                columns: new[] { "container", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_gate_pass_create_time",
                table: "gate_pass",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_gate_pass_plate",
                table: "gate_pass",
                columns: new[] { "plate", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_time",
                table: "inbox",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "ix_inspection_create_time",
                table: "inspection",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_customs_office",
                table: "inspection",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_status",
                table: "inspection",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_manifest_create_time",
                table: "manifest",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_manifest_customs_office",
                table: "manifest",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_manifest_transport_mode",
                table: "manifest",
                columns: new[] { "transport_mode", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_manifest_voyage",
                table: "manifest",
                columns: new[] { "voyage", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ux_outbox_id",
                table: "outbox",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_posting_account",
                table: "posting",
                columns: new[] { "account", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_consignment",
                table: "release_case",
                columns: new[] { "consignment", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_create_time",
                table: "release_case",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_customs_office",
                table: "release_case",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_declarant",
                table: "release_case",
                columns: new[] { "declarant", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_declaration_number",
                table: "release_case",
                columns: new[] { "declaration_number", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_direction",
                table: "release_case",
                columns: new[] { "direction", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_enterprise",
                table: "release_case",
                columns: new[] { "enterprise", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_release_time",
                table: "release_case",
                columns: new[] { "release_time", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_road",
                table: "release_case",
                columns: new[] { "road", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_status",
                table: "release_case",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_transport_mode",
                table: "release_case",
                columns: new[] { "transport_mode", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_request_log_time",
                table: "request_log",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "ix_review_create_time",
                table: "review",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_review_customs_office",
                table: "review",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_review_status",
                table: "review",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_rules_create_time",
                table: "risk_rules",
                columns: new[] { "create_time", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "arrival");

            migrationBuilder.DropTable(
                name: "consignment");

            migrationBuilder.DropTable(
                name: "container");

            migrationBuilder.DropTable(
                name: "dead_letter");

            migrationBuilder.DropTable(
                name: "gate_pass");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "inspection");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "manifest");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "posting");

            migrationBuilder.DropTable(
                name: "release_case");

            migrationBuilder.DropTable(
                name: "request_log");

            migrationBuilder.DropTable(
                name: "review");

            migrationBuilder.DropTable(
                name: "risk_rules");
        }
    }
}
